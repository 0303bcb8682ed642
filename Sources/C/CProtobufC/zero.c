#include "CProtobufC.h"

_Alignas(16) const unsigned char lintas_zero_block_bytes[LINTAS_ZERO_BLOCK_SIZE] = {0};
