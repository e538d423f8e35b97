"""A hearing opens and closes; what its day recorded goes into its minutes (Art. 70.1)."""

from dataclasses import replace
from datetime import datetime
from uuid import UUID

from convoca.domain.errors import NotAllowed, NotFound
from convoca.domain.hearing import Hearing
from convoca.domain.hearing_day import HandedIn, HearingDay
from convoca.domain.identifiers import HearingId
from convoca.domain.minutes import Annex, Commitment, HearingMinutes, MinutesStatus
from convoca.domain.slot import instant
from convoca.services.hearing_days.record import change_day, refuse_closed
from convoca.services.hearing_days.running_order import side_of
from convoca.services.hearing_days.speaking import stopped_at
from convoca.services.hearing_days.testimony import testimony_of
from convoca.services.minutes import hearing_minutes, save_hearing_minutes
from convoca.services.period_file import read_period_file
from convoca.services.ports import UnitOfWork
