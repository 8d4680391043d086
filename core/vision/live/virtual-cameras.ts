/** Cameras that are programs: what they deliver need not have been before any lens. Names as the programs register their devices. */
const names: readonly RegExp[] = [
  /\bobs\b.*(virtual|camera)/i, /virtual ?cam/i, /\bmanycam\b/i, /\bxsplit\b/i, /\bsnap camera\b/i, /\bsplitcam\b/i, /\be2esoft\b/i, /\bvcam\b/i, /\bv4l2 ?loopback\b/i, /\bdummy video device\b/i,
  /\bmmhmm\b/i, /\bndi (video|webcam)\b/i, /\bnvidia broadcast\b/i, /\bfake ?webcam\b/i, /\bakvcam\b/i, /\bunity video capture\b/i, /\bdeepfacelive\b/i,
];

export const isVirtualCamera = (label: string): boolean => names.some((name) => name.test(label));
