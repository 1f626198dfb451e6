namespace RunkonFlow.Typed.Generators.Values;

/// <summary>When a member is left out.</summary>
internal enum MemberOmission
{
    Never,
    WhenNull,
    WhenDefault,
}
