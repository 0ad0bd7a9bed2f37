// The link to the original file: offered only while the store has it. Asked beside the page, which does not wait for a store far away.
export async function bindOriginal(link, words) {
  if (!link) return;
  let answer;
  try {
    answer = await fetch(link.href, { method: "HEAD", redirect: "manual" });
  } catch {
    return; // following the link will say what is wrong
  }
  if (answer.status !== 404) return;
  link.hidden = true;
  words.textContent = words.dataset.originalGone;
}
