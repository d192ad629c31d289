"""Labels, names, numbers of publication and reference entries: what single lines say, without regard to where they stand."""
