// Loaded before the program: its machine's clock is wrong by so many milliseconds.
const shift = Number(process.env.TROIKA_TEST_CLOCK_SHIFT_MS);
const Real = Date;
globalThis.Date = class extends Real {
  constructor(...parts) {
    if (parts.length === 0) super(Real.now() + shift);
    else super(...parts);
  }
  static now() {
    return Real.now() + shift;
  }
};
