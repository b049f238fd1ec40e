// The Node entry: all other entries, on undici, with images saved to disk.
export * from '../index.ts'
export * from '../callbacks/index.ts'
export * from '../images/index.ts'
export { SaveError } from '../errors/image-errors.ts'
export {
  createFluxClient,
  type NodeFluxClient,
  type NodeFluxClientOptions,
  type NodeImagesClient,
} from './create-node-client.ts'
export { type UndiciTransport, undiciTransport, type UndiciTransportOptions } from './undici-transport.ts'
export type { ImageFile } from '../client/upload-input.ts'
export { readImagePath as readImageFile } from './read-image-path.ts'
export { safeFileName } from './safe-file-name.ts'
export { type SavedImage, type SaveOptions, type SaveTarget, writeImage, type WriteImageOptions } from './save-image.ts'
