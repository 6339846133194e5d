import type { Place } from '../dynamodb/cursor.ts';

/** Which places to walk: from one bound to the other, both included, going on after a place already seen. */
export interface Walk {
  readonly low: string;
  readonly high: string;
  readonly after: string | undefined;
  readonly descending: boolean;
  readonly most: number;
}

/**
 * The places of one partition, or of one partition of an index, in order: a sorted array with binary search. Adding
 * moves what follows, which for the few thousand places of a test costs far less than a tree in JavaScript would.
 */
export class Partition {
  readonly #places: Place[] = [];

  add(place: Place): void {
    const index = this.#firstFrom(place.sort);
    this.#places.splice(index, this.#places[index]?.sort === place.sort ? 1 : 0, place);
  }

  delete(sort: string): void {
    const index = this.#firstFrom(sort);
    if (this.#places[index]?.sort === sort) this.#places.splice(index, 1);
  }

  walk({ low, high, after, descending, most }: Walk): readonly Place[] {
    if (descending) {
      const end = after === undefined ? this.#firstAfter(high) : this.#firstFrom(after);
      const begin = Math.max(this.#firstFrom(low), end - most);
      return this.#places.slice(begin, Math.max(begin, end)).reverse();
    }
    const begin = after === undefined ? this.#firstFrom(low) : this.#firstAfter(after);
    return this.#places.slice(begin, Math.min(this.#firstAfter(high), begin + most));
  }

  #firstAfter(sort: string): number {
    const index = this.#firstFrom(sort);
    return this.#places[index]?.sort === sort ? index + 1 : index;
  }

  /** The index of the first place that is not before `sort`. */
  #firstFrom(sort: string): number {
    let low = 0;
    let high = this.#places.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((this.#places[middle]?.sort ?? '') < sort) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}
