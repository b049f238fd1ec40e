/**
 * Which documentation of the service offers something: the vendor's README (March 2026), or its newest guide (October
 * 2026). Nobody can say from here which of the two an account meets, so Fluxkit works with both.
 */
export type Edition = 'readme' | 'current'

export const otherEdition: Readonly<Record<Edition, Edition>> = { readme: 'current', current: 'readme' }
