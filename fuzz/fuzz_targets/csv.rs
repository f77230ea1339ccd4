#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| damaged::targets::csv(bytes));
