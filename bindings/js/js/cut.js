// Files that are shorter than they say.

/** What may be missing at the end before it is worth a word, seconds and as a share: encoders round. */
const TOLERATED_S = 1;
const TOLERATED_SHARE = 0.02;

/** The note that a file of so many seconds claims to be longer; none where it does not, or says nothing. */
export function cutOff(seconds, claimed) {
  const isCut = (claimed ?? 0) - seconds > Math.max(TOLERATED_S, TOLERATED_SHARE * claimed);
  return isCut ? [{ code: "cut_off", seconds, claimed }] : [];
}
