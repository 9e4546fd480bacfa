"""What H5P itself says around a content, in the reader's language; the content brings its own words."""

from django.utils.translation import gettext as _


def words() -> dict[str, str]:
    """By the names that H5P has for them."""
    return {
        "fullscreen": _("Full screen"),
        "disableFullscreen": _("Leave full screen"),
        "close": _("Close"),
        "copyrights": _("Rights of use"),
        "copyrightsDescription": _("Who made this content, and under which license."),
        "copyrightInformation": _("Rights of use"),
        "noCopyrights": _("The package says nothing of its rights."),
        "title": _("Title"),
        "author": _("Author"),
        "year": _("Year"),
        "source": _("Source"),
        "license": _("License"),
        "thumbnail": _("Picture"),
        "contentType": _("Kind of content"),
        "licenseExtras": _("More on the license"),
        "changes": _("Changes"),
        "by": _("by"),
        "showMore": _("Show more"),
        "showLess": _("Show less"),
        "subLevel": _("Part"),
        "confirmDialogHeader": _("Please confirm"),
        "confirmDialogBody": _("Do you want to go on? This cannot be undone."),
        "cancelLabel": _("Cancel"),
        "confirmLabel": _("Confirm"),
        **_LICENSES,
        "licenseU": _("Not said"),
        "licensePD": _("Public domain"),
        "licenseC": _("All rights reserved"),
    }


#: Names, which are the same in every language.
_LICENSES = {
    "licenseCCBY": "Attribution",
    "licenseCCBYSA": "Attribution-ShareAlike",
    "licenseCCBYND": "Attribution-NoDerivs",
    "licenseCCBYNC": "Attribution-NonCommercial",
    "licenseCCBYNCSA": "Attribution-NonCommercial-ShareAlike",
    "licenseCCBYNCND": "Attribution-NonCommercial-NoDerivs",
    "licenseCC40": "4.0 International",
    "licenseCC30": "3.0 Unported",
    "licenseCC25": "2.5 Generic",
    "licenseCC20": "2.0 Generic",
    "licenseCC10": "1.0 Generic",
    "licenseGPL": "General Public License",
    "licenseV3": "Version 3",
    "licenseV2": "Version 2",
    "licenseV1": "Version 1",
    "licenseCC010": "CC0 1.0 Universal (CC0 1.0) Public Domain Dedication",
    "licensePDM": "Public Domain Mark",
}
