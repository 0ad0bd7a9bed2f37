"""Whether a text leads elsewhere."""

import re

from chat.services.filters.skeleton import plain

ENDINGS = "com|net|org|info|biz|io|gg|tv|me|co|kr|jp|cn|uk|de|fr|ru|xyz|app|dev|live|link|click|shop|site|online|top|vip|club|pro|store|ly|to|be|gl|cc|ws|ai|us|eu|in|br"
LINK = re.compile(
    rf"""(?ix)
    (?: [a-z][a-z0-9+.-]{{1,20}}:// )
    | (?: \bwww\s?\. )
    | (?: (?<![\w@.]) (?:[\w-]{{1,63}}\.)+ (?:{ENDINGS}) (?![\w.-]*\w*@) \b )
    | (?: \b \d{{1,3}} (?: \.\d{{1,3}} ){{3}} \b )
    | (?: [\w-]{{2,63}} \s? (?: [(\[] (?:dot|\.) [)\]] | 。 ) \s? (?:{ENDINGS}) \b )
    """
)


def has_link(text: str) -> bool:
    """Whether `text` holds an address, with or without its scheme."""
    return LINK.search(plain(text)) is not None
