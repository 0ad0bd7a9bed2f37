"""Home, trending, search, channel pages, library, feeds, sitemap."""

from django.urls import path

import accounts.converters  # noqa: F401  (registers <handle:…>)
from discovery.views import channel, feed_xml, feeds, library, search, sitemap

urlpatterns = [
    path("", feeds.home, name="home"),
    path("trending", feeds.trending, name="trending"),
    path("following", feeds.following, name="following"),
    path("following/channels", feeds.followed, name="following-channels"),
    path("search", search.search, name="search"),
    path("search/suggest", search.suggestions, name="search-suggest"),
    path("opensearch.xml", search.opensearch, name="opensearch"),
    path("library", library.library, name="library"),
    path("library/forget", library.forget, name="library-forget"),
    path("library/later", library.later, name="later"),
    path("library/later/forget", library.forget_later, name="later-forget"),
    path("@<handle:handle>", channel.channel, name="channel"),
    path("@<handle:handle>/live", channel.channel_live, name="channel-live"),
    path("@<handle:handle>/about", channel.channel_about, name="channel-about"),
    path("@<handle:handle>/follow", channel.follow_channel, name="channel-follow"),
    path("@<handle:handle>/feed.xml", feed_xml.channel_feed, name="channel-feed"),
    path("robots.txt", sitemap.robots, name="robots"),
    path("sitemap.xml", sitemap.index, name="sitemap"),
    path("sitemap-videos-<int:number>.xml", sitemap.videos, name="sitemap-videos"),
    path("sitemap-channels-<int:number>.xml", sitemap.channels, name="sitemap-channels"),
]
