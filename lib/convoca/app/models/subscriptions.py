"""What the page Calendars and exports knows of subscriptions: who has one, and new addresses."""

from uuid import UUID

from convoca.bootstrap import Convoca
from convoca.domain.language import Language
from convoca.services.audience import Audience
from convoca.services.feed_subscriptions import (
    SubscriptionLine,
    issue_subscription,
    revoke_subscription,
    rotate_subscription,
    subscription_lines,
)


class SubscriptionsModel:
    """The subscriptions of the office; an address is returned once and kept nowhere."""

    def __init__(self, convoca: Convoca) -> None:
        self._convoca = convoca

    def lines(self) -> tuple[SubscriptionLine, ...]:
        return subscription_lines(uow=self._convoca.reading())

    def line(self, subscription: UUID) -> SubscriptionLine | None:
        return next((line for line in self.lines() if line.id == subscription), None)

    def issue(
        self,
        holder: str,
        audience: Audience,
        language: Language,
        *,
        period: int | None,
        reason: str,
    ) -> str:
        """Return the address of a new subscription. Raises InvalidValue, ReasonMissing."""
        issued = issue_subscription(
            holder,
            audience,
            language,
            period=period,
            now=self._convoca.now(),
            reason=reason,
            uow=self._convoca.unit_of_work(),
        )
        return self._convoca.feed_address(issued.token)

    def rotate(self, subscription: UUID, *, reason: str) -> str:
        """Return another address of a subscription. Raises NotAllowed, ReasonMissing."""
        issued = rotate_subscription(
            subscription,
            now=self._convoca.now(),
            reason=reason,
            uow=self._convoca.unit_of_work(),
        )
        return self._convoca.feed_address(issued.token)

    def revoke(self, subscription: UUID, *, reason: str) -> None:
        """Stop the address of a subscription. Raises NotAllowed, ReasonMissing."""
        revoke_subscription(
            subscription,
            now=self._convoca.now(),
            reason=reason,
            uow=self._convoca.unit_of_work(),
        )
