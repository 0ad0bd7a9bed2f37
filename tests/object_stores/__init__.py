"""S3 and GCS on this machine: moto and gcp-storage-emulator behind a layer that checks signatures."""
