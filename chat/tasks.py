"""Celery tasks of chat."""

from celery import shared_task

from chat.services import hook_posts, polls


@shared_task(name="chat.close_poll")
def close_poll(*, poll_id: int) -> None:
    """End a poll whose time is over."""
    polls.close_if_due(poll_id=poll_id)


@shared_task(name="chat.deliver")
def deliver(*, delivery_id: int) -> None:
    """Tell a webhook."""
    hook_posts.deliver(delivery_id=delivery_id)


@shared_task(name="chat.sweep")
def sweep() -> None:
    """Ring for polls and webhooks that were forgotten."""
    polls.sweep_polls()
    hook_posts.sweep_deliveries()
