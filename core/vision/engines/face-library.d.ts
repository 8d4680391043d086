declare module '@vladmandic/face-api/dist/face-api.esm-nobundle.js';
declare module '@vladmandic/face-api/dist/face-api.node-wasm.js';
