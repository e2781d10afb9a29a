"""What ``hoso serve`` runs behind the two doors: workers, pictures, page work, uploads."""
