/**
 * Odd and bad picture files, made when asked for, with what every host must say of them. One table for the CLI's tests and for the
 * window's, so that the two cannot drift apart. The picture: 60 x 40, red top left, green top right, blue bottom left, white bottom right.
 */
import sharp, { type Sharp } from 'sharp';

export type OddFile = { name: string; make: () => Promise<Buffer>; /** Error code, or null: decodes to the picture. */ code: string | null };

export const quarters = (): Sharp => {
  const data = Buffer.alloc(60 * 40 * 3);
  for (let y = 0; y < 40; y += 1) {
    for (let x = 0; x < 60; x += 1) data.set(y < 20 ? (x < 30 ? [220, 30, 30] : [30, 200, 40]) : x < 30 ? [30, 40, 210] : [250, 250, 250], (y * 60 + x) * 3);
  }
  return sharp(data, { raw: { width: 60, height: 40, channels: 3 } });
};

export const quarterColours = [[220, 30, 30], [30, 200, 40], [30, 40, 210], [250, 250, 250]] as const;

const half = (b: Buffer): Buffer => b.subarray(0, Math.floor(b.length * 0.6));

// What a camera stores so that orientation o shows it upright: the way back of each turn and mirror, in two steps where there are two.
const storedAs: Record<number, (upright: Sharp) => Promise<Sharp>> = {
  1: async (s) => s, 2: async (s) => s.flop(), 3: async (s) => s.rotate(180), 4: async (s) => s.flip(),
  5: async (s) => sharp(await s.rotate(90).png().toBuffer()).flop(), 6: async (s) => s.rotate(270),
  7: async (s) => sharp(await s.rotate(270).png().toBuffer()).flop(), 8: async (s) => s.rotate(90),
};

async function turned(orientation: number): Promise<Buffer> {
  const lying = await (await storedAs[orientation]!(quarters())).png().toBuffer();
  return sharp(lying).withMetadata({ orientation }).jpeg({ quality: 95, chromaSubsampling: '4:4:4' }).toBuffer();
}

async function animation(): Promise<Sharp> {
  const [one, two] = [await quarters().png().toBuffer(), await quarters().negate().png().toBuffer()];
  return sharp([one, two], { join: { animated: true } });
}

const flat = (width: number, height: number) => sharp({ create: { width, height, channels: 3, background: '#777777' }, limitInputPixels: false });

export const oddFiles: readonly OddFile[] = [
  { name: 'plain.jpg', code: null, make: () => quarters().jpeg({ quality: 95, chromaSubsampling: '4:4:4' }).toBuffer() },
  { name: 'progressive.jpg', code: null, make: () => quarters().jpeg({ quality: 95, chromaSubsampling: '4:4:4', progressive: true }).toBuffer() },
  { name: 'plain.png', code: null, make: () => quarters().png().toBuffer() },
  { name: 'palette.png', code: null, make: () => quarters().png({ palette: true }).toBuffer() },
  { name: 'sixteen-bit.png', code: null, make: () => quarters().toColourspace('rgb16').png().toBuffer() },
  { name: 'sixteen-bit.tif', code: null, make: () => quarters().toColourspace('rgb16').tiff({ compression: 'none' }).toBuffer() },
  { name: 'lzw.tif', code: null, make: () => quarters().tiff({ compression: 'lzw' }).toBuffer() },
  { name: 'deflate.tif', code: null, make: () => quarters().tiff({ compression: 'deflate' }).toBuffer() },
  { name: 'display-p3.png', code: null, make: () => quarters().withIccProfile('p3').png().toBuffer() },
  { name: 'lossless.webp', code: null, make: () => quarters().webp({ lossless: true }).toBuffer() },
  { name: 'still.gif', code: null, make: () => quarters().gif().toBuffer() },
  { name: 'plain.bmp', code: null, make: async () => bitmap(await quarters().raw().toBuffer()) },
  { name: 'plain.ppm', code: null, make: async () => Buffer.concat([Buffer.from('P6\n60 40\n255\n'), await quarters().raw().toBuffer()]) },
  ...[1, 2, 3, 4, 5, 6, 7, 8].map((o) => ({ name: `orientation-${o}.jpg`, code: null, make: () => turned(o) })),
  { name: 'empty.jpg', code: 'file.empty', make: async () => Buffer.alloc(0) },
  { name: 'text.jpg', code: 'file.not-a-picture', make: async () => Buffer.from('Dear customer, please find attached') },
  { name: 'paper.pdf', code: 'file.not-a-picture', make: async () => Buffer.from('%PDF-1.7\n1 0 obj\n<<>>\nendobj\n') },
  { name: 'phone.heic', code: 'file.unsupported-format', make: async () => Buffer.concat([Buffer.from([0, 0, 0, 24]), Buffer.from('ftypheic'), Buffer.alloc(40)]) },
  { name: 'half.jpg', code: 'file.truncated', make: async () => half(await quarters().jpeg().toBuffer()) },
  { name: 'half.png', code: 'file.truncated', make: async () => half(await quarters().png().toBuffer()) },
  { name: 'half.webp', code: 'file.truncated', make: async () => half(await quarters().webp().toBuffer()) },
  { name: 'half.tif', code: 'file.truncated', make: async () => half(await quarters().tiff({ compression: 'none' }).toBuffer()) },
  { name: 'half.gif', code: 'file.truncated', make: async () => half(await quarters().gif().toBuffer()) },
  { name: 'half.bmp', code: 'file.truncated', make: async () => half(bitmap(await quarters().raw().toBuffer())) },
  { name: 'damaged.png', code: 'file.corrupt', make: async () => damaged(await quarters().png().toBuffer()) },
  { name: 'lying-size.png', code: 'file.corrupt', make: async () => taller(await quarters().png().toBuffer()) },
  { name: 'two-frames.gif', code: 'file.animated', make: async () => (await animation()).gif({ delay: [100, 100] }).toBuffer() },
  { name: 'two-frames.webp', code: 'file.animated', make: async () => (await animation()).webp({ delay: [100, 100] }).toBuffer() },
  { name: 'hundred-megapixels.png', code: 'file.too-many-pixels', make: () => flat(10_000, 10_000).png({ compressionLevel: 9 }).toBuffer() },
  { name: 'speck.png', code: 'file.too-small', make: () => flat(8, 300).png().toBuffer() },
];

function damaged(file: Buffer): Buffer {
  const from = file.indexOf('IDAT') + 10;
  file.fill(0x5a, from, from + 20);
  return file;
}

/** IHDR says ten times the rows; its checksum is made right again, so that only the data give it away. */
function taller(file: Buffer): Buffer {
  file.writeUInt32BE(400, 20);
  file.writeUInt32BE(crc32(file.subarray(12, 29)), 29);
  return file;
}

function crc32(data: Buffer): number {
  let crc = ~0;
  for (const byte of data) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit += 1) crc = (crc >>> 1) ^ (0xedb88320 & -(crc & 1));
  }
  return ~crc >>> 0;
}

/** A bottom-up 24-bit bitmap of 60 x 40 RGB pixels. */
export function bitmap(rgb: Buffer): Buffer {
  const file = Buffer.alloc(54 + 180 * 40);
  file.write('BM');
  file.writeUInt32LE(file.length, 2);
  file.writeUInt32LE(54, 10);
  file.writeUInt32LE(40, 14);
  file.writeInt32LE(60, 18);
  file.writeInt32LE(40, 22);
  file.writeUInt16LE(1, 26);
  file.writeUInt16LE(24, 28);
  for (let y = 0; y < 40; y += 1) {
    for (let x = 0; x < 60; x += 1) {
      const from = (y * 60 + x) * 3;
      file.set([rgb[from + 2]!, rgb[from + 1]!, rgb[from]!], 54 + (39 - y) * 180 + x * 3);
    }
  }
  return file;
}
