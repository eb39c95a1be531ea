@echo off
rem Starts the student's desk; builds it first if it was never built or the machine has changed since. Your own katas it compiles itself.
setlocal
set "HERE=%~dp0"
set "HERE=%HERE:~0,-1%"
set "TARGET=%HERE%\desk\target"
set "STAMP=%TARGET%\kata.stamp"
set "JAVA=java"
if defined JAVA_HOME set "JAVA=%JAVA_HOME%\bin\java"

"%JAVA%" -version >nul 2>&1
if errorlevel 1 (
    echo kata: no java at %JAVA%: install a JDK 17 or newer, or set JAVA_HOME to it. 1>&2
    exit /b 2
)
"%JAVA%" -XshowSettings:properties -version 2>&1 | findstr /r /c:"java.specification.version = 1\.[0-9]" /c:"java.specification.version = 9$" /c:"java.specification.version = 1[0-6]$" >nul
if not errorlevel 1 (
    echo kata: this Java is too old: a JDK 17 or newer is needed; set JAVA_HOME to it. 1>&2
    exit /b 2
)
"%JAVA%" --list-modules 2>nul | findstr /b /c:"jdk.compiler" >nul
if errorlevel 1 (
    echo kata: this Java has no compiler, it is a JRE: install a JDK 17 or newer, and set JAVA_HOME to it. 1>&2
    exit /b 2
)

powershell -NoProfile -Command "$h=$env:HERE; $s=$env:STAMP; if (-not (Test-Path -LiteralPath $s)) { exit 1 }; $t=(Get-Item -LiteralPath $s).LastWriteTimeUtc; $new=Get-ChildItem -Recurse -File -LiteralPath \"$h\pom.xml\",\"$h\core\",\"$h\desk\" | Where-Object { $_.FullName -notmatch '\\target\\' -and ($_.FullName -match '\\src\\main\\' -or $_.Name -eq 'pom.xml') -and $_.LastWriteTimeUtc -gt $t } | Select-Object -First 1; if ($new) { exit 1 }"
if not errorlevel 1 goto run

where mvn >nul 2>&1
if errorlevel 1 (
    echo kata: no mvn on the PATH: install Maven 3.8.7 or newer, the desk is built with it. 1>&2
    exit /b 2
)
echo kata: building the machine and the desk, which may take a minute the first time ... 1>&2
if not exist "%TARGET%" mkdir "%TARGET%"
type nul > "%STAMP%.new"
pushd "%HERE%"
call mvn -q -B -pl desk -am package -Dmaven.test.skip=true > "%TARGET%\kata-build.log" 2>&1
set "BUILT=%ERRORLEVEL%"
popd
if not "%BUILT%"=="0" (
    type "%TARGET%\kata-build.log" 1>&2
    echo kata: the build failed: see above. Without a network Maven cannot fetch what it needs the first time. 1>&2
    exit /b 2
)
move /y "%STAMP%.new" "%STAMP%" >nul

:run
"%JAVA%" "-Dpagewalk.katas=%HERE%" -Djdk.console=java.base -XX:TieredStopAtLevel=1 -XX:+UseSerialGC -cp "%TARGET%\pagewalk-desk.jar;%TARGET%\lib\*" dev.pagewalk.desk.Main %*
exit /b %ERRORLEVEL%
