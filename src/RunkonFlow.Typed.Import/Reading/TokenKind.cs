namespace RunkonFlow.Typed.Import.Reading;

internal enum TokenKind
{
    Word,
    Number,
    Text,
    Symbol,
    End,
}
