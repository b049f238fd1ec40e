/** @returns bucket and prefix of `s3://bucket/prefix`, the prefix empty or with a slash at its end; undefined for anything else */
export function readBucket(place: string): { readonly bucket: string; readonly prefix: string } | undefined {
  const [, bucket, path = ''] = /^s3:\/\/([a-z0-9][a-z0-9.-]{1,61}[a-z0-9])((?:\/[\w.-]+)*)\/?$/.exec(place) ?? []
  if (bucket === undefined || path.split('/').some((part) => /^\.+$/.test(part))) return undefined
  return { bucket, prefix: path === '' ? '' : `${path.slice(1)}/` }
}
