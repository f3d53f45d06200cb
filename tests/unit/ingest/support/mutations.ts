import fc from 'fast-check';

/** A change of a file's bytes. */
export type Mutation = (bytes: Uint8Array) => Uint8Array;

const encode = (text: string) => new Uint8Array(Buffer.from(text, 'latin1'));
const join = (...parts: Uint8Array[]) => new Uint8Array(Buffer.concat(parts));
const at = (share: number, bytes: Uint8Array) => Math.floor(share * bytes.length);
const share = fc.double({ min: 0, max: 1, noNaN: true, maxExcluded: true });

/** What breaks readers: marks of every dialect, halves of characters, stamps, numbers at the edge. */
const tokens = fc.constantFrom(
  ...[
    '"',
    '""',
    '"\n',
    '";"',
    "'",
    ',',
    ';',
    '\t',
    '|',
    '\r',
    '\n',
    '\r\n',
    '\n\n\n',
    '\0',
    '\0\0\r',
    ' ',
    '\xa0',
  ],
  ...[
    '\xef\xbb\xbf',
    '\xff\xfe',
    '\xfe\xff',
    '\xff',
    '\xc3',
    '\xc3\xa4',
    '\xe2\x80',
    '\x1a',
    '#',
    '$RT_OFF$',
  ],
  ...['1e999', '-0', '1e-400', '1.2.3', '1,234', '999999999999999999999', '.', '-', '+', 'NaN', '0x10', '٣'],
  ...[
    '2024-02-30 00:00:00',
    '9999-12-31T23:59:59Z',
    '0000-00-00',
    '24:00:00',
    '31/31/2024',
    '1e15',
    '-1',
    '253402300800',
  ],
  ...[
    'Bad',
    't',
    '192',
    '-9999',
    '1e31',
    'VarName',
    'Quality',
    'TagName',
    'Value',
    'yyyy',
    '{1}',
    '[bar]',
    '(',
  ],
);

const range = fc.tuple(share, fc.integer({ min: 1, max: 60 }));

const insert = fc.tuple(share, tokens).map(([where, token]): Mutation => (bytes) => {
  const from = at(where, bytes);
  return join(bytes.subarray(0, from), encode(token), bytes.subarray(from));
});
const overwrite = fc
  .tuple(share, fc.integer({ min: 0, max: 255 }))
  .map(([where, byte]): Mutation => (bytes) => {
    const result = bytes.slice();
    if (result.length > 0) result[at(where, bytes)] = byte;
    return result;
  });
const remove = range.map(([where, length]): Mutation => (bytes) => {
  const from = at(where, bytes);
  return join(bytes.subarray(0, from), bytes.subarray(from + length));
});
const repeat = fc
  .tuple(range, fc.integer({ min: 2, max: 40 }))
  .map(([[where, length], times]): Mutation => (bytes) => {
    const from = at(where, bytes);
    const piece = bytes.subarray(from, from + length);
    return join(bytes.subarray(0, from), ...Array<Uint8Array>(times).fill(piece), bytes.subarray(from));
  });
const truncate = share.map(
  (where): Mutation =>
    (bytes) =>
      bytes.slice(0, at(where, bytes)),
);
const behead = share.map(
  (where): Mutation =>
    (bytes) =>
      bytes.slice(at(where, bytes)),
);

/** The lines changed as a list, in whatever encoding the bytes are. */
const lines =
  (change: (all: string[]) => string[]): Mutation =>
  (bytes) =>
    encode(change(Buffer.from(bytes).toString('latin1').split('\n')).join('\n'));

const swapLines = fc.tuple(share, share).map(([a, b]) =>
  lines((all) => {
    const [from, to] = [Math.floor(a * all.length), Math.floor(b * all.length)];
    const result = [...all];
    [result[from], result[to]] = [all[to], all[from]];
    return result;
  }),
);
const reverseLines = fc.constant(lines((all) => [...all].reverse()));
const manyLines = fc
  .integer({ min: 2, max: 30 })
  .map((times) => lines((all) => Array<string[]>(times).fill(all).flat()));
const exchange = fc
  .tuple(
    fc.constantFrom(',', ';', '\t', '|', '.', ':', '-', '/', ' ', '\n', '\r\n', '"'),
    fc.constantFrom(',', ';', '\t', '|', '.', '', '\r', '\r\n', '"'),
  )
  .map(
    ([from, to]): Mutation =>
      (bytes) =>
        encode(Buffer.from(bytes).toString('latin1').replaceAll(from, to)),
  );
const toUtf16 = fc.boolean().map((marked): Mutation => (bytes) => {
  const text = `${marked ? '\ufeff' : ''}${Buffer.from(bytes).toString('utf8')}`;
  return new Uint8Array(Buffer.from(text, 'utf16le'));
});

/** One to six changes of a file, the small ones likelier. */
export const mutations: fc.Arbitrary<Mutation[]> = fc.array(
  fc.oneof(
    { weight: 8, arbitrary: insert },
    { weight: 5, arbitrary: overwrite },
    { weight: 4, arbitrary: remove },
    { weight: 3, arbitrary: repeat },
    { weight: 2, arbitrary: truncate },
    { weight: 1, arbitrary: behead },
    { weight: 2, arbitrary: swapLines },
    { weight: 1, arbitrary: reverseLines },
    { weight: 1, arbitrary: manyLines },
    { weight: 3, arbitrary: exchange },
    { weight: 1, arbitrary: toUtf16 },
  ),
  { minLength: 1, maxLength: 6 },
);
