import type { FaultKindInfo } from './fault-kind-info.ts'

export type ImageFaultKind =
  | 'image-404'
  | 'image-host-down'
  | 'image-truncated'
  | 'image-html'
  | 'image-jpeg'
  | 'image-endless'
  | 'image-redirect-private'
  | 'image-redirect-loop'

function image(summary: string): FaultKindInfo {
  return { stage: 'image', operations: ['image'], summary }
}

/** Faults of the download of an image. */
export const imageKinds: Readonly<Record<ImageFaultKind, FaultKindInfo>> = {
  'image-404': image('404 with an HTML page; with `ms` only so long after the task has finished'),
  'image-host-down': image('connection reset for `ms` (default 10000) after the task has finished'),
  'image-truncated': image('half of the bytes, with a content-length that says so'),
  'image-html': image('200, an HTML page'),
  'image-jpeg': image('JPEG bytes under a .png name and type'),
  'image-endless': image('a PNG that never ends, as fast as it is read'),
  'image-redirect-private': image('302 to `to` (default http://169.254.169.254/latest/meta-data/)'),
  'image-redirect-loop': image('302 to itself'),
}
