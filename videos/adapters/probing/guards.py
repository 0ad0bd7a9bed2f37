"""What may be opened at all, and what no film has."""

# A hostile file may name others (playlists, data references): nothing but the file itself is opened.
PROTOCOLS = "file,pipe"
FORMATS = (
    "mov,mp4,m4a,3gp,3g2,mj2,matroska,webm,avi,mpegts,mpeg,flv,asf,ogg,mp3,flac,wav,aac,mxf,dv,"
    "aiff,caf,w64,amr,rm,gif"
)
# No stream has anything for so long: no lecture pauses like that, with sound and picture alike. The clock has leapt.
HOLE_S = 600.0
