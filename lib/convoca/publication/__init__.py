"""The files of a publication, made from its ``programme.json`` by a process that holds nothing else.

May import calendars, documents, services, i18n and below; neither the store nor the settings.
"""
