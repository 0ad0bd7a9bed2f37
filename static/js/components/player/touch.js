// Fingers: a tap shows or hides the controls, two taps on a side seek by ten seconds.

const DOUBLE_MS = 300;

/** Listen for double taps on the picture. */
export function bindTouch(player) {
  const { controller, video, actions } = player;
  let last = { time: 0, side: "" };
  let streak = 0;
  controller.addEventListener("pointerup", (event) => {
    const target = event.composedPath()[0];
    if (event.pointerType !== "touch" || (target !== video && target !== controller)) return;
    const box = controller.getBoundingClientRect();
    const across = (event.clientX - box.left) / box.width;
    const side = across < 0.35 ? "left" : across > 0.65 ? "right" : "middle";
    const quick = event.timeStamp - last.time < DOUBLE_MS && side === last.side;
    last = { time: event.timeStamp, side };
    streak = quick ? streak + 1 : 0;
    if (!quick || side === "middle") return;
    event.preventDefault();
    actions.seekBy(side === "left" ? -10 : 10, side);
  });
  // On a mouse, two clicks are full screen.
  controller.addEventListener("dblclick", (event) => {
    const target = event.composedPath()[0];
    if (last.time && event.timeStamp - last.time < 1000) return;
    if (target === video || target === controller) actions.fullscreen();
  });
}
