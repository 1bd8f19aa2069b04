"""Every role that an agreement may name, in words."""

ROLES = {
    "provider.support": {"nl": "een supportmedewerker", "en": "a support agent"},
    "provider.service-manager": {"nl": "een servicemanager", "en": "a service manager"},
    "provider.success": {"nl": "een klantadviseur", "en": "a customer success manager"},
    "provider.finance": {"nl": "een financieel medewerker", "en": "a finance officer"},
    "provider.privacy-officer": {"nl": "de privacyfunctionaris", "en": "the privacy officer"},
    "provider.security-officer": {"nl": "de beveiligingsfunctionaris", "en": "the security officer"},
    "provider.release-manager": {"nl": "een releasemanager", "en": "a release manager"},
    "provider.operator": {"nl": "een systeembeheerder", "en": "an operator"},
    "customer.owner": {"nl": "de eigenaar van het account", "en": "the account owner"},
    "customer.administrator": {"nl": "een beheerder van de klant", "en": "an administrator of the customer"},
    "customer.support-contact": {"nl": "een contactpersoon voor support", "en": "a support contact"},
    "customer.key-user": {"nl": "een kerngebruiker van de klant", "en": "a key user of the customer"},
    "customer.trainer": {"nl": "een trainer van de klant", "en": "a trainer of the customer"},
    "customer.finance-contact": {"nl": "een contactpersoon voor facturen", "en": "a finance contact"},
    "customer.breach-contact": {"nl": "de contactpersoon voor datalekken", "en": "the breach contact"},
    "customer.user": {"nl": "een gebruiker van de klant", "en": "a user of the customer"},
    "public.visitor": {"nl": "een bezoeker", "en": "a visitor"},
}
