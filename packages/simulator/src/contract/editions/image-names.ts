export type ImageType = 'png' | 'jpeg'

/** How images of one kind of path are called. */
export type ImageNaming = (taskId: string, index: number, type: ImageType) => string

/** Where the simulator serves the images of its tasks. */
export const imagePaths = ['/sandbox-images/', '/flux/'] as const

const extensions: Readonly<Record<ImageType, string>> = { png: 'png', jpeg: 'jpg' }

/** `<task id>_<index>.png`, as the README's links end. */
export const numbered: ImageNaming = (taskId, index, type) => `${taskId}_${index}.${extensions[type]}`

/** `<task id>.png`, as the recorded links of the current edition end; further images of the task get a number. */
export const unnumbered: ImageNaming = (taskId, index, type) =>
  index === 0 ? `${taskId}.${extensions[type]}` : numbered(taskId, index, type)

/** Task and index of a name in either form. */
export function parseImageName(name: string): { taskId: string; index: number } | undefined {
  const match = /^([\w-]+?)(?:_(\d{1,3}))?\.(?:png|jpg)$/.exec(name)
  return match?.[1] === undefined ? undefined : { taskId: match[1], index: Number(match[2] ?? 0) }
}
