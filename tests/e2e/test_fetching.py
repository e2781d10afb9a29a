"""As another program would: approved records, their own pages, forms; and what is refused."""

import io
import json
import re
import urllib.error
import urllib.request
from pathlib import Path
from typing import Any

import pypdfium2 as pdfium
import pytest
from office import PASSWORD, Office, truth_of
from playwright.sync_api import Page

pytestmark = [pytest.mark.slow, pytest.mark.timeout(600)]
