/** First figure of each script that writes numbers place by place as we do: Arabic, Persian, N'Ko, the scripts of India, Thai, Lao, Tibetan, Burmese, Khmer, Mongolian, full width (Unicode, general category Nd). */
const zeros: readonly number[] = [0x660, 0x6f0, 0x7c0, 0x966, 0x9e6, 0xa66, 0xae6, 0xb66, 0xbe6, 0xc66, 0xce6, 0xd66, 0xe50, 0xed0, 0xf20, 0x1040, 0x17e0, 0x1810, 0xff10];

/** Figures of other scripts as 0 to 9. */
export const asciiFigures = (text: string): string => text.replaceAll(/(?![0-9])\p{Nd}/gu, (figure) => {
  const code = figure.codePointAt(0)!;
  const zero = zeros.find((z) => code >= z && code < z + 10);
  return zero === undefined ? figure : String(code - zero);
});
