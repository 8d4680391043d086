/** The part of face-api 1.7 and tfjs 4.22 that we call. Their own types need the DOM, which core does not know. */

export type Tensor = { readonly shape: number[]; data(): Promise<Float32Array>; dispose(): void };
export type WeightSpec = { name: string; shape: number[]; dtype: string };
export type WeightMap = Record<string, Tensor>;

export type GraphModel = {
  predict(input: Tensor): Tensor | Tensor[];
  execute(input: Tensor, outputs: string[]): Tensor | Tensor[];
  dispose(): void;
};

type FusedConvolution = { x: Tensor; filter: Tensor; strides: number; pad: 'same' | 'valid'; bias: Tensor; activation: 'relu6' | 'leakyrelu' | 'linear'; leakyreluAlpha?: number };

export type Tf = {
  setBackend(name: string): Promise<boolean>;
  getBackend(): string;
  ready(): Promise<void>;
  removeBackend(name: string): void;
  env(): { platform: { fetch(path: string, init?: unknown): Promise<unknown> }; set(flag: string, value: boolean | number): void };
  setWasmPath(path: string, usePlatformFetch: boolean): void;
  setWasmPaths(paths: string, usePlatformFetch: boolean): void;
  tensor(values: Float32Array | Int32Array, shape: number[], dtype: 'float32' | 'int32'): Tensor;
  tidy<T>(work: () => T): T;
  memory(): { numTensors: number; numBytes: number };
  dispose(tensors: readonly Tensor[]): void;
  add(a: Tensor, b: Tensor | number): Tensor;
  sub(a: Tensor, b: Tensor): Tensor;
  mul(a: Tensor, b: Tensor): Tensor;
  div(a: Tensor, b: Tensor): Tensor;
  sqrt(x: Tensor): Tensor;
  reshape(x: Tensor, shape: number[]): Tensor;
  relu(x: Tensor): Tensor;
  leakyRelu(x: Tensor, alpha: number): Tensor;
  matMul(a: Tensor, b: Tensor): Tensor;
  conv2d(x: Tensor, filter: Tensor, strides: number, pad: 'same' | 'valid'): Tensor;
  avgPool(x: Tensor, size: number, strides: number, pad: 'valid'): Tensor;
  maxPool(x: Tensor, size: number, strides: number, pad: 'same'): Tensor;
  depthwiseConv2d(x: Tensor, filter: Tensor, strides: number, pad: 'same'): Tensor;
  fused: { conv2d(options: FusedConvolution): Tensor; depthwiseConv2d(options: FusedConvolution): Tensor };
  io: { decodeWeights(data: ArrayBuffer, specs: readonly WeightSpec[]): WeightMap };
  loadGraphModel(source: { load(): Promise<unknown> }): Promise<GraphModel>;
};

type Net = { loadFromWeightMap(weights: WeightMap): void; dispose(throwOnRedispose?: boolean): void };

export type FaceLibrary = {
  tf: Tf;
  env: { setEnv(env: Record<string, unknown>): void };
  nets: {
    faceRecognitionNet: Net & { computeFaceDescriptor(input: Tensor): Promise<Float32Array> };
  };
};
