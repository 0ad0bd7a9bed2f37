// The system's own media controls: title, poster, and its keys.

/** Describe the video to the system and answer its keys. */
export function bindMediaSession(player) {
  if (!("mediaSession" in navigator)) return;
  const { config, actions, video } = player;
  const session = navigator.mediaSession;
  const artwork = config.poster ? [{ src: config.poster }] : [];
  session.metadata = new MediaMetadata({ title: config.title, artist: config.channel, album: config.siteName, artwork });
  const handlers = {
    play: () => video.play(),
    pause: () => video.pause(),
    seekbackward: ({ seekOffset }) => actions.seekBy(-(seekOffset ?? 10)),
    seekforward: ({ seekOffset }) => actions.seekBy(seekOffset ?? 10),
    seekto: ({ seekTime }) => actions.seek(seekTime),
    nexttrack: config.next && !config.embed ? () => player.goToNext() : null,
  };
  for (const [name, handler] of Object.entries(handlers)) {
    try {
      session.setActionHandler(name, handler);
    } catch {
      // This browser does not know the action.
    }
  }
  const tell = () => {
    const { duration } = player.engine;
    if (!duration || !("setPositionState" in session)) return;
    session.setPositionState({ duration, position: Math.min(video.currentTime, duration), playbackRate: video.playbackRate });
  };
  for (const type of ["seeked", "ratechange", "playing", "pause"]) video.addEventListener(type, tell);
}
