//! What the page is made of, one component a file; the style of each is in `style/` under the same name.

pub mod announcer;
pub mod catalogue_detail;
pub mod catalogue_search;
pub mod controls;
pub mod corrections;
pub mod detail;
pub mod explanation;
pub mod export_panel;
pub mod feature_list;
pub mod feature_table;
pub mod library_table;
pub mod notices;
pub mod offline_status;
pub mod play_next;
pub mod player;
pub mod playlist_panel;
pub mod queue_bar;
pub mod recorder_panel;
pub mod rows;
pub mod spectrum;
pub mod tag_list;
pub mod timeline;
pub mod track_list;
pub mod tuning;
pub mod views;
