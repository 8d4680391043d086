/**
 * Response headers of app://. The document's policy knows no eval and nothing inline. Worker scripts carry their own policy: OpenCV's
 * bindings use `new Function`, so exactly the scripts that host it (and tfjs, tesseract) are allowed it, in their own thread without DOM.
 */
type Directives = Readonly<Record<string, string>>;

const documentPolicy: Directives = {
  'default-src': "'none'",
  'script-src': "'self'",
  'style-src': "'self'",
  'img-src': "'self' blob:",
  'media-src': "'self' blob:",
  'font-src': "'self'",
  'connect-src': "'self'",
  'worker-src': "'self'",
  'object-src': "'none'",
  'base-uri': "'none'",
  'form-action': "'none'",
  'frame-src': "'none'",
  'frame-ancestors': "'none'",
};

const visionWorkerPolicy: Directives = {
  'default-src': "'none'",
  // blob: for the threads of the tfjs wasm backend, which start from a blob script.
  'script-src': "'self' 'unsafe-eval' blob:",
  'worker-src': "'self' blob:",
  // data: for OpenCV's wasm, which lies inside its script as a data: address.
  'connect-src': "'self' blob: data:",
  'img-src': "'self' blob:",
};

const ocrWorkerPolicy: Directives = {
  'default-src': "'none'",
  'script-src': "'self' 'wasm-unsafe-eval'",
  'connect-src': "'self'",
};

/** The parser of strangers' files: its own code, our own copies of fonts and maps, nothing else. */
const pdfWorkerPolicy: Directives = {
  'default-src': "'none'",
  // For the decoders of JPEG 2000, JBIG2 and colour profiles.
  'script-src': "'self' 'wasm-unsafe-eval'",
  'connect-src': "'self'",
};

const inert: Directives = { 'default-src': "'none'", 'frame-ancestors': "'none'" };

/** Exact path -> policy. What is not listed, and is not a document, may do nothing. */
const scriptPolicies: Readonly<Record<string, Directives>> = {
  '/workers/vision.js': visionWorkerPolicy,
  '/workers/reader.js': visionWorkerPolicy,
  '/workers/pdf.js': pdfWorkerPolicy,
  '/resources/tesseract/worker.min.js': ocrWorkerPolicy,
};

export function contentSecurityPolicy(pathname: string): string {
  const directives = scriptPolicies[pathname] ?? (pathname.endsWith('.html') ? documentPolicy : inert);
  return Object.entries(directives).map(([name, value]) => `${name} ${value}`).join('; ');
}

const mimeTypes: Readonly<Record<string, string>> = {
  html: 'text/html; charset=utf-8', js: 'text/javascript; charset=utf-8', mjs: 'text/javascript; charset=utf-8', css: 'text/css; charset=utf-8',
  json: 'application/json', wasm: 'application/wasm', svg: 'image/svg+xml', png: 'image/png', jpg: 'image/jpeg', jpeg: 'image/jpeg', webp: 'image/webp',
  woff2: 'font/woff2', webm: 'video/webm', mp4: 'video/mp4', txt: 'text/plain; charset=utf-8',
};

/** Cross-origin isolation, so that the wasm backends may use threads and shared memory. */
export function headersFor(pathname: string): Record<string, string> {
  const extension = pathname.slice(pathname.lastIndexOf('.') + 1).toLowerCase();
  return {
    'content-type': mimeTypes[extension] ?? 'application/octet-stream',
    'content-security-policy': contentSecurityPolicy(pathname),
    'cross-origin-opener-policy': 'same-origin',
    'cross-origin-embedder-policy': 'require-corp',
    'cross-origin-resource-policy': 'same-origin',
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'no-referrer',
    'permissions-policy': 'camera=(self), microphone=(), geolocation=(), display-capture=(), usb=(), serial=(), hid=(), bluetooth=()',
    'cache-control': 'no-store',
  };
}
