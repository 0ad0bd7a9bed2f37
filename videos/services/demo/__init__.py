"""The demo site: accounts that sign in, and videos that went through the real pipeline."""

from videos.services.demo.accounts import DEMO_ACCOUNTS, create_demo_accounts, write_demo_file
from videos.services.demo.content import create_demo_videos

__all__ = ["DEMO_ACCOUNTS", "create_demo_accounts", "create_demo_videos", "write_demo_file"]
