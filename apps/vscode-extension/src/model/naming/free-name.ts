/**
 * `fox.png`, `fox-2.png`, `fox-3.png`, …: the first that is not taken.
 *
 * @param isTaken Asked for one name after the other.
 * @throws {Error} When a thousand names are taken: something else is wrong then.
 */
export async function freeName(
  stem: string,
  extension: string,
  isTaken: (name: string) => Promise<boolean> | boolean,
): Promise<string> {
  for (let number = 1; number <= 1000; number++) {
    const name = number === 1 ? `${stem}.${extension}` : `${stem}-${number}.${extension}`
    if (!(await isTaken(name))) return name
  }
  throw new Error(`There are a thousand files called ${stem}-….${extension}`)
}
