"""Identifiers are random UUIDs made by whoever creates the thing, so that a retry is idempotent."""

from typing import NewType
from uuid import UUID, uuid4

PeriodId = NewType("PeriodId", UUID)
RoomId = NewType("RoomId", UUID)
MemberId = NewType("MemberId", UUID)
HearingRequestId = NewType("HearingRequestId", UUID)
HearingId = NewType("HearingId", UUID)
WorkingMeetingId = NewType("WorkingMeetingId", UUID)
SessionId = NewType("SessionId", UUID)
ParticipantId = NewType("ParticipantId", UUID)
ObservationId = NewType("ObservationId", UUID)

#: Anything that takes a slot and a room in a programme: a hearing, a working meeting, a session.
ActivityId = HearingId | WorkingMeetingId | SessionId

#: ISO 3166-1 alpha-2 code of a Member State, e.g. ``"MX"``.
StateCode = NewType("StateCode", str)

new_id = uuid4
