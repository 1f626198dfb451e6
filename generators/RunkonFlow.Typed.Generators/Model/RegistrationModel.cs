namespace RunkonFlow.Typed.Generators.Model;

/// <summary>What the registration of an assembly names of one workflow; less than the surface, so it changes less often.</summary>
internal sealed record RegistrationModel(string Type);
