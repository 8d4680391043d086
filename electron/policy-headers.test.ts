import { describe, expect, it } from 'vitest';
import { contentSecurityPolicy, headersFor } from './policy-headers.ts';

describe('content security policy', () => {
  it('lets the document run our own scripts only', () => {
    const policy = contentSecurityPolicy('/index.html');
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain("script-src 'self';");
    expect(policy).not.toContain('unsafe');
    expect(policy).not.toContain('data:');
    expect(policy).not.toContain('http');
  });

  it('gives eval to the two workers that host OpenCV, by exact name', () => {
    const evil = ['/workers/vision.js', '/workers/reader.js', '/workers/vision.js/x', '/assets/workers/vision.js', '/workers/other.js', '/workers/pdf.js', '/assets/index.js', '/resources/tesseract/worker.min.js'];
    expect(evil.filter((pathname) => contentSecurityPolicy(pathname).includes("'unsafe-eval'"))).toEqual(['/workers/vision.js', '/workers/reader.js']);
  });

  it('lets what is not listed do nothing', () => {
    expect(contentSecurityPolicy('/resources/policies/coinex.json')).toBe("default-src 'none'; frame-ancestors 'none'");
  });
});

it('isolates every answer from other origins and forbids guessing of types', () => {
  expect(headersFor('/resources/models/a.bin')).toMatchObject({
    'content-type': 'application/octet-stream',
    'cross-origin-opener-policy': 'same-origin',
    'cross-origin-embedder-policy': 'require-corp',
    'cross-origin-resource-policy': 'same-origin',
    'x-content-type-options': 'nosniff',
  });
  expect(headersFor('/resources/wasm/tfjs/x.wasm')['content-type']).toBe('application/wasm');
});
