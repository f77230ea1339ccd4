/** Spotify's eleven audio features, under Spotify's names, in Spotify's ranges. */
export interface AudioFeatures {
  /** How suitable the track is for dancing, 0…1. */
  danceability: number;
  /** Perceived intensity and activity, 0…1. */
  energy: number;
  /** Pitch class of the tonic: 0 = C, 1 = C♯/D♭ … 11 = B; −1 where no key was found. */
  key: number;
  /** Overall loudness on Spotify's scale, dB, about −60…0. */
  loudness: number;
  /** 1 = major, 0 = minor. */
  mode: number;
  /** Presence of spoken words, 0…1. */
  speechiness: number;
  /** Confidence that the track is acoustic, 0…1. */
  acousticness: number;
  /** Likelihood that there are no vocals, 0…1. */
  instrumentalness: number;
  /** Likelihood of an audience in the recording, 0…1. */
  liveness: number;
  /** Musical positiveness, 0…1. */
  valence: number;
  /** Beats per minute; 0 where no pulse was found. */
  tempo: number;
}

/** The seven features that a network predicts; the other four are measured. */
export type PredictedFeature =
  | "acousticness"
  | "danceability"
  | "energy"
  | "instrumentalness"
  | "liveness"
  | "speechiness"
  | "valence";

/** What is known of the error of a predicted feature. */
export interface Estimate {
  feature: PredictedFeature;
  /** The same as in `features`, 0…1. */
  value: number;
  /** Lower end of the interval that held the published value of 80% of songs by artists never heard, 0…1. */
  low: number;
  /** Upper end of it, 0…1. */
  high: number;
  /** Standard deviation of the predictions along the track. */
  spread: number;
  /** Share of the published values' variance that the network explains on such songs (R²), at most 1. */
  r2: number;
}

/** A key that the track may be in. */
export interface KeyCandidate {
  /** Pitch class of the tonic, 0 = C … 11 = B. */
  key: number;
  /** 1 = major, 0 = minor. */
  mode: number;
  /** As musicians write it, such as "A minor". */
  name: string;
  /** As Mixed In Key writes it, such as "8A". */
  camelot: string;
  /** 0…1. */
  weight: number;
}

/** Something odd about the file. It was analysed all the same. */
export type Note =
  /** It was glued together of so many recordings, and was taken as one. */
  | { code: "joined"; parts: number }
  /** So many parts of it could not be decoded. */
  | { code: "parts_lost"; parts: number }
  /** So many samples were no numbers, and were taken as silence. */
  | { code: "not_numbers"; samples: number }
  /** It is damaged after so many seconds; what comes behind was not heard. */
  | { code: "broken"; seconds: number }
  /** It says that it is longer than what is there, seconds both. */
  | { code: "cut_off"; seconds: number; claimed: number };

/** What was found out about a track. */
export interface Analysis {
  features: AudioFeatures;
  /** Length, milliseconds. */
  duration_ms: number;
  /** Beats in a bar, 3 or 4; `null` where it is another or cannot be told. */
  time_signature: number | null;
  /** How sure the predicted features are. */
  estimates: Record<PredictedFeature, Estimate>;
  tempo: {
    /** The same as in `features`. */
    bpm: number;
    /** 0…1. */
    confidence: number;
    /** When the first beat falls, seconds; further beats follow at the tempo. `null` without a pulse. */
    first_beat_s: number | null;
    /** How much more starts on the beats than between them, 0…1. */
    first_beat_confidence: number;
    /** Other readings (half, double…), strongest first: beats per minute and weight, 0…1. */
    alternatives: [bpm: number, weight: number][];
  };
  meter: {
    /** The same as `time_signature`. */
    beats_per_bar: number | null;
    /** 0…1. */
    confidence: number;
  };
  /** The three likeliest keys, the best first; none where the sound has no pitch. */
  keys: KeyCandidate[];
  /** How far the tuning is from A4 = 440 Hz, cents, −50…50. */
  tuning_cents: number;
  loudness: {
    /** Integrated loudness by EBU R 128, LUFS. */
    integrated_lufs: number;
    /** Loudness range, LU. */
    range_lu: number;
    /** The same as in `features`. */
    spotify_db: number;
  };
  /** Guesses at genre, mood, era and voice that stand out, likeliest first. */
  tags: {
    /** As listeners wrote it, such as "female vocalists". */
    name: string;
    /** Share of tracks in which it is weaker, 0…1. */
    percentile: number;
    /** Rank correlation of such guesses with their teacher's, −1…1. */
    trust: number;
  }[];
  /** What is predicted of each stretch of 30 s. */
  windows: {
    /** Where it begins, seconds. */
    start_s: number;
    features: Record<PredictedFeature, number>;
  }[];
  /** Of the decoded audio, Hz. */
  sample_rate: number;
  /** Of the decoded audio. */
  channels: number;
  /** What is odd about the file; mostly nothing. */
  notes: Note[];
}

/** Decoded audio: an array a channel, full scale ±1. */
export interface Samples {
  channels: Float32Array[];
  /** Samples a second, Hz. */
  sampleRate: number;
}

/** What an `AudioBuffer` is, for programs that are compiled without the browser's types. */
export interface AudioBufferLike {
  readonly numberOfChannels: number;
  readonly sampleRate: number;
  getChannelData(channel: number): Float32Array;
}

/** A file of any audio format, or samples. In Node also a path, or a `file:` URL. It is read when its turn comes. */
export type Input = Blob | ArrayBuffer | Uint8Array | AudioBufferLike | Samples | string | URL;

export interface LoadOptions {
  /**
   * Folder that the package's files are served from, where they do not lie beside the script that imports them. Relative
   * addresses are below the page's own. Not for Node.
   */
  base?: string | URL;
}

export interface AnalyseOptions {
  /** Hears the share of the work that is done, 0…1, never less than before. */
  onProgress?: (share: number) => void;
  /** Stops the analysis, and ends the work on it. */
  signal?: AbortSignal;
}

/** Listens to tracks, one after the other, in a worker of its own. */
export class Segue {
  private constructor();

  /**
   * Loads the analysis and its model, and starts the worker.
   *
   * @throws {@link SegueError} of code `load`.
   */
  static load(options?: LoadOptions): Promise<Segue>;

  /**
   * Analyses a track of 3 seconds to six hours. Several may be asked for at once: they are done in order. For more cores,
   * load several.
   *
   * @throws {@link SegueError}, or the signal's reason (an `AbortError`, unless it was given another).
   */
  analyse(input: Input, options?: AnalyseOptions): Promise<Analysis>;

  /** Ends the worker. Analyses that have not ended fail with `closed`. */
  close(): void;
}

/**
 * What went wrong:
 *
 * - `load`: the package's own files could not be loaded.
 * - `bad_input`: what was handed over is neither a file nor audio.
 * - `empty`: the file has no bytes.
 * - `unreadable`: the file could not be read, or changed while it was.
 * - `not_audio`: the file holds no audio that is known.
 * - `unsupported`: its codec cannot be decoded here; the message names it.
 * - `damaged`: nothing of it could be decoded.
 * - `too_short`, `too_long`: it plays for less than 3 seconds, or for more than six hours.
 * - `silent`: all of it is silent, or nearly all.
 * - `closed`: `close()` was called.
 * - `failed`: a fault of this package, or too little memory.
 */
export type ErrorCode =
  | "load"
  | "bad_input"
  | "empty"
  | "unreadable"
  | "not_audio"
  | "unsupported"
  | "damaged"
  | "too_short"
  | "too_long"
  | "silent"
  | "closed"
  | "failed";

/** Why there is no analysis: a code to act on, and a message in English. */
export class SegueError extends Error {
  readonly name: "SegueError";
  readonly code: ErrorCode;
}
