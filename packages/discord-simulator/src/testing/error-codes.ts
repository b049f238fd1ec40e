/** Every code in the nested errors of an answer with its path, e.g. `components.0.type UNION_TYPE_CHOICES`. */
export function errorCodes(errors: unknown, path = ''): string[] {
  return Object.entries(errors as object).flatMap(([key, value]) =>
    key === '_errors'
      ? (value as { code: string }[]).map(({ code }) => `${path} ${code}`)
      : errorCodes(value, path === '' ? key : `${path}.${key}`),
  )
}
