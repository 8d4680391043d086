/** Puts drawn pictures in the place of photographed ones in the window, before it is pictured, and proves that none is left. */
import type { Page } from '@playwright/test';

/** The drawn pictures as base64. */
export type Drawn = { camera: string; face: string; document: string };

/**
 * What the cameras see: `drawn` when it is the drawn passport (its own picture may be shown; a face camera's may not), `photographed` when
 * it is a specimen with a photographed portrait or a person.
 */
export type Seen = 'drawn' | 'photographed';

/** Sources that `coverPage` made are kept under this name in the page. */
type Covered = Window & { drawn?: Record<keyof Drawn, string> };

async function coverPage(page: Page, drawn: Drawn, seen: Seen): Promise<void> {
  await page.evaluate(({ drawn, seen }) => {
    const place = window as Covered;
    const blob = (base64: string): string => URL.createObjectURL(new Blob([Uint8Array.from(atob(base64), (c) => c.charCodeAt(0))]));
    const own = (place.drawn ??= { camera: blob(drawn.camera), face: blob(drawn.face), document: blob(drawn.document) });
    for (const video of document.querySelectorAll('video')) {
      if (seen === 'drawn' && !video.closest('[data-testid="preview-face"]')) continue;
      video.style.visibility = 'hidden';
      video.parentElement!.style.background = `url(${own.camera}) center / contain no-repeat`;
    }
    if (seen === 'drawn') return;
    for (const image of document.querySelectorAll('img')) image.src = own.face;
    for (const image of document.querySelectorAll('svg image')) {
      const ofDocument = image.closest('[data-testid^="reason-doc."]') ?? /document/i.test(image.closest('svg')!.getAttribute('aria-label') ?? '');
      image.setAttribute('href', ofDocument ? own.document : own.camera);
    }
  }, { drawn, seen });
}

/** Videos and pictures in the window that do not come from us. */
const strangers = (page: Page, seen: Seen): Promise<number> => page.evaluate((seen) => {
  const own = Object.values((window as Covered).drawn ?? {});
  const videos = [...document.querySelectorAll('video')].filter((v) => v.style.visibility !== 'hidden' && (seen === 'photographed' || v.closest('[data-testid="preview-face"]')));
  const images = seen === 'drawn' ? [] : [...document.querySelectorAll('img, svg image, canvas')].filter((i) => !own.includes(i.getAttribute('src') ?? i.getAttribute('href') ?? ''));
  return videos.length + images.length;
}, seen);

/** PNG of the window. @throws Error when a photograph stood in it before or after the picture was taken */
export async function coveredShot(page: Page, drawn: Drawn, seen: Seen): Promise<Buffer> {
  // Nothing shows as hovered.
  await page.mouse.move(0, 0);
  await coverPage(page, drawn, seen);
  const before = await strangers(page, seen);
  // Covered pictures are decoded and painted.
  await page.waitForTimeout(seen === 'drawn' ? 0 : 400);
  const png = await page.screenshot();
  if (before + (await strangers(page, seen)) > 0) throw new Error('A photographed picture would have been in the screenshot.');
  return png;
}
