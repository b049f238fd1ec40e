const url = /https?:\/\/[^\s"'`)>\]]+/g

/** A text without what differs from run to run. */
export function plain(text: string): string {
  return text
    .replaceAll(url, 'https://…')
    .replaceAll(/[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}/g, '…')
    .replaceAll(/\d{8}-\d{6}-[a-z2-9]{4}|srv-[\da-f]{40}/g, 'JOB')
    .replaceAll(/[^\s"']*fluxkit-faults-[^\s"'/\\]+/g, '…')
    .replaceAll(/task (\d+|任务-[\da-f]+)/g, 'task …')
    .replaceAll(/\b\d{17,20}\b/g, '…')
    .replaceAll(/<t:\d+(:R)?>/g, '…')
}

/** Is the id written somewhere else than in a link? */
export function namesTask(text: string, taskId: string): boolean {
  return text.replaceAll(url, '').includes(taskId)
}
