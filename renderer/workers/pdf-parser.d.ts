/** The library ships no types for its parser; it is handed on unseen. */
declare module 'pdfjs-dist/legacy/build/pdf.worker.mjs';
