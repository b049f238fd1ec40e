import { defined } from '../contract/defined.ts'
import type { Generation } from '../contract/generation.ts'
import { missingImages } from '../contract/missing-images.ts'
import type { KnownTask } from './known-tasks.ts'

/** A result with what only the client that submitted it knows: the size, and how many images were requested. */
export function withSubmission(result: Generation, { size, count }: Pick<KnownTask, 'size' | 'count'>): Generation {
  return { ...result, ...defined({ size, missingImages: missingImages(count, result.images) }) }
}
