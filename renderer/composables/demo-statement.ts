/** The demonstration picture of a customer with document and sheet: the demonstration face, the specimen passport, and a sheet lettered with what is asked today. */

export type Lettering = { /** YYYY-MM-DD */ date: string; word: string };
export type DrawnFrom = { face: ImageBitmap; page: ImageBitmap };

/** Of the 1280 x 720 picture: middle, width, and degrees to the right. Free of the face, which stands in the middle. Chosen by eye. */
const page = { x: 312, y: 540, width: 400, turn: -3 };
const sheet = { x: 990, y: 530, width: 430, height: 304, turn: 2.5 };

/** @param sway degrees by which both tremble, so that the picture is no still one. */
export function drawStatement(context: CanvasRenderingContext2D, { face, page: document }: DrawnFrom, { date, word }: Lettering, sway: number): void {
  context.drawImage(face, 0, 0, 1280, 720);
  turned(context, { ...page, turn: page.turn + sway }, () => {
    const height = (page.width * document.height) / document.width;
    context.drawImage(document, -page.width / 2, -height / 2, page.width, height);
  });
  turned(context, { ...sheet, turn: sheet.turn - sway }, () => {
    context.fillStyle = '#f6f5f1';
    context.fillRect(-sheet.width / 2, -sheet.height / 2, sheet.width, sheet.height);
    context.fillStyle = '#14161c';
    context.textAlign = 'center';
    context.textBaseline = 'middle';
    letter(context, date.replaceAll('-', '/'), -62);
    letter(context, word, 62);
  });
}

function letter(context: CanvasRenderingContext2D, text: string, y: number): void {
  const size = Math.min(78, (sheet.width - 40) / (text.length * 0.56));
  context.font = `bold ${size}px "Liberation Sans", Arial, Helvetica, sans-serif`;
  context.fillText(text, 0, y, sheet.width - 30);
}

function turned(context: CanvasRenderingContext2D, { x, y, turn }: { x: number; y: number; turn: number }, draw: () => void): void {
  context.save();
  context.translate(x, y);
  context.rotate((turn * Math.PI) / 180);
  context.shadowColor = 'rgb(0 0 0 / 35%)';
  context.shadowBlur = 14;
  draw();
  context.restore();
}
