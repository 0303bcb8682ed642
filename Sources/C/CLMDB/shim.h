// LMDB 0.9 as Swift sees it. Every function and constant that the store needs comes through as it
// stands; nothing has to be wrapped here. Only Store imports this module.
#pragma once

#include <lmdb.h>
