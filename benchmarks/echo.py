"""A bare stock python-telegram-bot echo bot: the yardstick of bench.py.

TELEGRAM_TOKEN=... python benchmarks/echo.py http://127.0.0.1:54321
"""

import os
import sys

from telegram import Update
from telegram.ext import Application, ContextTypes, MessageHandler, filters


async def echo(update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
    """Send the same text back."""
    assert update.message is not None and update.message.text is not None
    await update.message.reply_text(update.message.text)


def main() -> None:
    """Run until stopped, exactly as the library's own first example does."""
    builder = Application.builder().token(os.environ["TELEGRAM_TOKEN"]).base_url(f"{sys.argv[1]}/bot")
    application = builder.build()
    application.add_handler(MessageHandler(filters.TEXT & ~filters.COMMAND, echo))
    application.run_polling()


if __name__ == "__main__":
    main()
