namespace RunkonFlow.Typed.Import.Reading;

internal enum OptionValueKind
{
    Text,
    Number,
    Word,
    Pair,
    List,
    Map,
}
