// Catalogues as `segue catalogue build` writes them, of a few made tracks: docs/own-catalogue.md has the layout.

const FILE_VERSION = 3;
const CELLS_VERSION = 2;
const STAMP = 0x5e9c;

/** Made tracks `{ artist, name, id, energy, tempo }`, in the order of their artists. */
export const tracks = (count) =>
  Array.from({ length: count }, (_, i) => ({
    artist: `Maker ${String(i).padStart(3, "0")}`,
    name: `Made ${i}`,
    id: BigInt(i + 1),
    energy: (i + 1) / (count + 1),
    tempo: 80 + (i % 60),
  }));

const u16 = (value) => bytesOf(2, (bytes) => bytes.writeUInt16LE(value));
const u32 = (value) => bytesOf(4, (bytes) => bytes.writeUInt32LE(value));
const f32 = (value) => bytesOf(4, (bytes) => bytes.writeFloatLE(value));
const u128 = (value) =>
  bytesOf(16, (bytes) => {
    bytes.writeBigUInt64LE(value & 0xffffffffffffffffn);
    bytes.writeBigUInt64LE(value >> 64n, 8);
  });
const zeros = (count) => Buffer.alloc(count);
const lines = (texts) => {
  const text = Buffer.from(texts.map((text) => `${text}\n`).join(""));
  return Buffer.concat([u32(text.length), text]);
};

function bytesOf(length, write) {
  const bytes = Buffer.alloc(length);
  write(bytes);
  return bytes;
}

/** The seven features of 0…1 in steps: all in the middle but energy, the second. */
const steps = ({ energy }) => [128, Math.round(energy * 255), 20, 60, 0, 30, 128];

const LOUDNESS = 5200;
const KEY_OF_C_MAJOR = 16;

/** A catalogue that is one file; it knows no playlists. */
export function oneFile(tracks) {
  const count = tracks.length;
  const each = (make) => Buffer.concat(tracks.map(make));
  return Buffer.concat([
    Buffer.from("SEGUECAT"),
    u16(FILE_VERSION),
    u16(0),
    u32(count),
    u32(count),
    f32(1),
    lines(tracks.map(({ artist }) => artist)),
    lines(tracks.map(({ name }) => name)),
    each(() => u16(1)),
    each(({ id }) => u128(id)),
    ...Array.from({ length: 7 }, (_, feature) => Buffer.from(tracks.map((track) => steps(track)[feature]))),
    each(() => u16(LOUDNESS)),
    each(({ tempo }) => u16(tempo * 100)),
    Buffer.alloc(count, KEY_OF_C_MAJOR),
    Buffer.alloc(count, 4),
    each(() => u16(1800)),
    // No vectors, no playlists, no tags, no network, no planes, no clusters.
    zeros(1),
    u32(0),
    u32(0),
    lines([]),
    zeros(count),
    u32(0),
    u32(0),
    zeros(2),
    lines([]),
    zeros(1),
  ]);
}

/** FNV-1a, as the index has it: 0 for nothing. */
function checksum(bytes) {
  const basis = 0x811c9dc5;
  let hash = basis;
  for (const byte of bytes) hash = Math.imul(hash ^ byte, 0x01000193);
  return (hash ^ basis) >>> 0;
}

/** What tells artists and songs apart. */
const artistHash = (artist) => checksum(Buffer.from(artist.toLowerCase()));
const songHash = (name) => checksum(Buffer.from(name.toLowerCase().replaceAll(" ", "")));

/** A catalogue in one cell: its files by their names. */
export function inCells(tracks) {
  const stamp = STAMP.toString(16).padStart(8, "0");
  const features = (track) =>
    Buffer.concat([Buffer.from(steps(track)), u16(LOUDNESS), u16(track.tempo * 100), Buffer.from([KEY_OF_C_MAJOR])]);
  const checked = (bytes) => Buffer.concat([u32(checksum(bytes)), bytes]);
  const records = tracks.map(({ id, artist, name }) =>
    checked(Buffer.concat([u128(id), u16(1800), Buffer.from([4]), Buffer.from(`${artist}\n${name}`)])),
  );
  const rows = Buffer.concat(
    tracks.map((track, i) =>
      Buffer.concat([features(track), u32(artistHash(track.artist)), u32(songHash(track.name)), u16(records[i].length)]),
    ),
  );
  const amounts = (value) => Array.from({ length: 8 }, () => f32(value));
  const index = Buffer.concat([
    u32(STAMP),
    u32(tracks.length),
    u32(1),
    u32(tracks.length),
    f32(1),
    ...amounts(0.5),
    ...amounts(0.2),
    ...tracks.map(features),
    // The cell: centre, tracks, where its rows and its records begin.
    ...amounts(0),
    f32(7),
    Buffer.from([255, 1]),
    u32(tracks.length),
    u16(0),
    u32(0),
    u16(0),
    u32(0),
    u32(checksum(rows)),
  ]);
  return {
    "index.bin": Buffer.concat([Buffer.from("SEGUECEL"), u16(CELLS_VERSION), u16(0), checked(index)]),
    [`cells-${stamp}-000.bin`]: rows,
    [`names-${stamp}-000.bin`]: Buffer.concat(records),
  };
}
