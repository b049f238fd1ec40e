export { ImageDownloadError, UnsafeUrlError } from '../errors/image-errors.ts'
export { isPublicHost } from './public-address.ts'
export { createImageScanner, displayedSize, identifyImage, type ImageScan, type ImageScanner } from './scan-image.ts'
