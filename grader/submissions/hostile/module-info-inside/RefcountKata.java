module dev.pagewalk.katas {}
